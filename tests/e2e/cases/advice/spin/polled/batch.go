package polled

import "time"

// Batch keeps what no test of another package can name.
type Batch struct{ buffers []*buffer }
type buffer struct{ ids chan int }

func NewBatch() *Batch { return &Batch{} }

func (b *Batch) Add(id int) {
	one := &buffer{ids: make(chan int)}
	b.buffers = append(b.buffers, one)
	go func() { // leak: select test=TestBatch fix="close it in a Close or Stop of Batch that the test calls"
		timeout := time.NewTimer(time.Hour)
		for {
			select {
			case id, ok := <-one.ids:
				if !ok {
					return
				}
				_ = id
			case <-timeout.C:
			}
		}
	}()
}
