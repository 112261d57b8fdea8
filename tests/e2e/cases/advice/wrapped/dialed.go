package wrapped

import "errors"

type dialed struct{ quit chan int }

func newDialed() *dialed {
	d := &dialed{make(chan int)}
	go d.run() // leak: chan receive test=TestDialFails why="; open drops d where it returns an error (wrapped/dialed.go:19), as the test expects" fix="call d.Close() before the return at wrapped/dialed.go:19, as far as that ends it"
	return d
}

func (d *dialed) run()   { <-d.quit }
func (d *dialed) Close() { close(d.quit) }

func open(fails bool) (*dialed, error) {
	d := newDialed()
	if err := d.dial(fails); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *dialed) dial(fails bool) error {
	if fails {
		return errors.New("nobody listens")
	}
	return nil
}

type served struct{ quit chan int }

func serve() (*served, error) {
	s := &served{make(chan int)}
	go s.run() // leak: chan receive test=TestServes fix="t.Cleanup(func() { s.Close() }) after wrapped/dialed_test.go:13"
	if s.quit == nil {
		return nil, errors.New("nothing to serve")
	}
	return s, nil
}

func (s *served) run()   { <-s.quit }
func (s *served) Close() { close(s.quit) }
