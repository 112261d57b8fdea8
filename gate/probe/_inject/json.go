package testing

import (
	"strconv"
	"unicode/utf8"
)

// leakgateJSON builds one flat object without allocating more than its buffer.
type leakgateJSON struct {
	line []byte
}

func (j *leakgateJSON) begin() { j.line = append(j.line[:0], '{') }

func (j *leakgateJSON) end() []byte {
	j.line = append(j.line, '}')
	return j.line
}

func (j *leakgateJSON) key(name string) {
	if j.line[len(j.line)-1] != '{' {
		j.line = append(j.line, ',')
	}
	j.line = append(j.line, '"')
	j.line = append(j.line, name...)
	j.line = append(j.line, '"', ':')
}

func (j *leakgateJSON) number(name string, value int64) {
	j.key(name)
	j.line = strconv.AppendInt(j.line, value, 10)
}

func (j *leakgateJSON) numbers(name string, values []int64) {
	j.key(name)
	j.line = append(j.line, '[')
	for i, value := range values {
		if i > 0 {
			j.line = append(j.line, ',')
		}
		j.line = strconv.AppendInt(j.line, value, 10)
	}
	j.line = append(j.line, ']')
}

func (j *leakgateJSON) boolean(name string, value bool) {
	j.key(name)
	j.line = strconv.AppendBool(j.line, value)
}

func (j *leakgateJSON) text(name, value string) {
	j.key(name)
	j.quote(value)
}

func (j *leakgateJSON) texts(name string, values []string) {
	j.key(name)
	j.line = append(j.line, '[')
	for i, value := range values {
		if i > 0 {
			j.line = append(j.line, ',')
		}
		j.quote(value)
	}
	j.line = append(j.line, ']')
}

// quote writes value as a JSON string; bytes that are not UTF-8 become U+FFFD.
func (j *leakgateJSON) quote(value string) {
	const hex = "0123456789abcdef"
	j.line = append(j.line, '"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			j.line = append(j.line, '\\', byte(r))
		case r < 0x20:
			j.line = append(j.line, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			j.line = utf8.AppendRune(j.line, r)
		}
	}
	j.line = append(j.line, '"')
}
