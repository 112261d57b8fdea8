package p

var jobs = make(chan func())

func init() {
	go func() {
		for job := range jobs {
			job()
		}
	}()
}

// Do runs job in the process-wide worker.
func Do(job func()) {
	done := make(chan struct{})
	jobs <- func() { job(); close(done) }
	<-done
}
