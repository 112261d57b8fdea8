package p

import "testing"

func leak() {
	c := make(chan int)
	go func() { c <- 1 }() // leak: chan send test="TestNames/#00" leakers="TestNames/#00:1 TestNames/\\x00\\x01\\x7f:1 TestNames/a/b/c:1 TestNames/bell\\a_\\x1b[31mred\\x1b[0m_\\x1b]0;title\\a:1 TestNames/line_break_____:1 TestNames/quote\"_'_`_<b>_&amp;_]]>_$HOME_%s_%00:1 TestNames/with_space:1 TestNames/|_@everyone_```:1 TestNames/äöü_日本_😀:1 TestNames/��:1" count=10
}

func TestNames(t *testing.T) {
	for _, name := range []string{
		"with space",
		"quote\" ' ` <b> &amp; ]]> $HOME %s %00",
		"a/b/c",
		"äöü 日本 😀",
		"bell\a \x1b[31mred\x1b[0m \x1b]0;title\a",
		"line\nbreak \r\t \u2028",
		"\x00\x01\x7f",
		"\xff\xfe",
		"",
		"| @everyone ```",
	} {
		t.Run(name, func(t *testing.T) { leak() })
	}
}
