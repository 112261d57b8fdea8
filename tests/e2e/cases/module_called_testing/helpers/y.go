package y

func Start() {
	go wait() // leak: select (no cases) test=TestHelper by=started
}

func wait() { select {} }
