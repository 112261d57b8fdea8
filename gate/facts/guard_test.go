package main

import (
	"strings"
	"testing"
)

const options = `
type Config struct {
	Metrics, Fixed, quiet, hidden bool
	Depth                         int
}
type inner struct{ Metrics bool }
type Option func(*Config)
func Quiet() Option           { return func(c *Config) { c.quiet = true } }
func Loud(n int) Option       { return func(c *Config) { c.quiet = false } }
func New(c *Config) *Config   { c.hidden = true; c.Fixed = true; return c }
func DefaultConfig() *Config  { c := &Config{}; c.Metrics = true; return c }
`

func TestAnOptionSwitchesAStatementOff(t *testing.T) {
	for condition, want := range map[string]string{
		"c.Metrics":                  "set Config.Metrics to false",
		"!c.Metrics":                 "set Config.Metrics to true",
		"c.Depth > 0 && (c.Metrics)": "set Config.Metrics to false",
		"!c.quiet":                   "give Quiet()",
		"c.quiet":                    "give Loud(…)",
		// No flag, one of the package's own, one that it sets, one that others cannot name, and one of two that have to hold.
		"c.Depth > 0":          "",
		"!c.hidden":            "",
		"c.Fixed":              "",
		"i.Metrics":            "",
		"c.Metrics || c.quiet": "",
		"c != nil":             "",
	} {
		facts := answer(t, "guard", body(options+"func start(c *Config, i *inner) {\n\tif "+condition+" {\n\t\tgo run() /*here*/\n\t}\n}\n"))
		got := ""
		if facts.Ending != nil {
			got = facts.Ending.Keep
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", condition, got, want)
		}
	}
	for _, code := range []string{"if c.Metrics {\n\treturn\n\t}\n\tgo run() /*here*/", "if c.Metrics {\n\t} else {\n\tgo run() /*here*/\n\t}", "if c.Metrics {\n\tf := func() {\n\tgo run() /*here*/\n\t}\n\tf()\n}"} {
		if facts := answer(t, "guard", body(options+"func start(c *Config) {\n\t"+code+"\n}\n")); facts.Ending != nil {
			t.Errorf("%s: got %+v", strings.TrimSpace(code), facts.Ending)
		}
	}
}
