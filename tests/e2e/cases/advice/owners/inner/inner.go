// Package inner has what lies in the middle: nothing in it says what ends it from outside.
package inner

type Queue struct{ quit chan struct{} }

func New() *Queue {
	q := &Queue{make(chan struct{})}
	go func() { // leak: chan receive test=TestClient leakers="TestClient:1 TestClientToo:1" count=2 fix="t.Cleanup(func() { c.Close() }) after owners/owners_test.go:11, also at owners/owners_test.go:16, as far as (*Client).Close (owners/owners.go:17) ends it"
		<-q.quit
	}()
	return q
}

func Forgotten() *Queue {
	q := &Queue{make(chan struct{})}
	go func() { // leak: chan receive test=TestForgetful fix="let (*Forgetful).Close (owners/owners.go:25) end it" why="which is called at owners/owners_test.go:22, does not end it"
		<-q.quit
	}()
	return q
}

func Hidden() *Queue {
	q := &Queue{make(chan struct{})}
	go func() { // leak: chan receive test=TestTransport fix="t.Cleanup(func() { _ = tr.Close() }) after owners/owners_test.go:36, as far as Transport.Close (owners/results.go:12) ends it"
		<-q.quit
	}()
	return q
}

func Global() *Queue {
	q := &Queue{make(chan struct{})}
	go func() { // leak: chan receive test=TestDropped fix="keep what Init gives (x, err := owners.Init()) and t.Cleanup(func() { _ = x.Close() }) at owners/owners_test.go:44, as far as that ends it"
		<-q.quit
	}()
	return q
}

func (q *Queue) Stop() { close(q.quit) }

func Make() *Queue { return &Queue{make(chan struct{})} }

func Watch(q *Queue) {
	go func() { // leak: chan receive test=TestDropsItsHandle fix="keep what open gives (n, x := open()) and t.Cleanup(func() { x.Stop() }) at owners/owners_test.go:61, as far as that ends it"
		<-q.quit
	}()
}
