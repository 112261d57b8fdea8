package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// Bounds of what is read: larger files and folders are left out.
const (
	mostBytes = 8 << 20
	mostFiles = 1000
)

// folders are the packages that were read, by folder and package name.
type folders map[string]map[string]*pkg

// pkg is the source of one package, without its external tests; these are one of their own.
type pkg struct {
	fset  *token.FileSet
	files []*file
	decls map[string]*declared // types, functions and variables by name, methods as `T.m`

	closings map[channelKey][]Closing // made when it is first asked for
	started  map[string]bool          // functions that a go statement runs; made with closings
	makes    map[channelKey][]string
	madeAt   map[channelKey][]token.Pos
	sends    map[channelKey][]Closing
	comesTo  map[string][]string // as callers, by calls, go statements and values
	led      map[string][]string // what comes to a function of another package, by import path and function
	callers  map[string][]string // of functions by name, as declaredName gives it; made when first asked for
	makers   map[string][]string // what returns a type, by its name
	creators map[string][]string // what makes a value of a type, by its name

	takes     map[channelKey][]Closing // receives, but for those of a range loop
	startedIn map[string]bool          // what a closure behind a go statement calls, but for what others can call; made with closings

	// Made with closings.
	calls      map[channelKey][]Closing    // of functions in variables and fields
	closes     map[channelKey][]Closing    // of the method Close (or Shutdown) of what another package declares
	cancelling map[channelKey][]channelKey // what cancels a context
	copies     map[channelKey][]channelKey
	copiedTo   map[channelKey][]channelKey // what is given what a variable or field holds
	heldFrom   map[channelKey][]channelKey // the other way round; an unknown key for what is no channel here
	copiedFrom map[channelKey][]channelKey // the copied expressions that are not nil; an unknown key for what is no channel here
	notified   map[channelKey]bool         // handed to signal.Notify
	escaped    map[channelKey]bool         // handed to what may close it unseen
	removals   map[channelKey][]Closing    // calls of delete, by the map
	handedIn   map[*ast.Object][]handed    // what calls hand to a parameter
	sets       map[channelKey][]flagSet    // of variables and fields, to plain values
	signals    map[channelKey][]Closing    // calls of Signal and Broadcast
}

type file struct {
	path    string
	ast     *ast.File
	source  []byte
	imports map[string]string // import path by the name it has here
}

// declared is a declaration of the package, with its file.
type declared struct {
	file *file
	node ast.Node // *ast.FuncDecl, *ast.TypeSpec, *ast.ValueSpec
}

// find returns the file and its package.
func (f folders) find(path string) (*pkg, *file) {
	dir := filepath.Dir(path)
	packages, read := f[dir]
	if !read {
		packages = readFolder(dir)
		f[dir] = packages
	}
	for _, p := range packages {
		for _, file := range p.files {
			if file.path == path {
				return p, file
			}
		}
	}
	return nil, nil
}

func readFolder(dir string) map[string]*pkg {
	packages := map[string]*pkg{}
	fset := token.NewFileSet()
	paths, _ := filepath.Glob(filepath.Join(escapeGlob(dir), "*.go"))
	for _, path := range paths[:min(len(paths), mostFiles)] {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || info.Size() > mostBytes {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		parsed, _ := parser.ParseFile(fset, path, source, parser.ParseComments)
		if parsed == nil || parsed.Name == nil {
			continue
		}
		p := packages[parsed.Name.Name]
		if p == nil {
			p = &pkg{fset: fset, decls: map[string]*declared{}}
			packages[parsed.Name.Name] = p
		}
		p.add(&file{path: path, ast: parsed, source: source, imports: importsOf(parsed)})
	}
	return packages
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

func importsOf(parsed *ast.File) map[string]string {
	imports := map[string]string{}
	for _, spec := range parsed.Imports {
		path := strings.Trim(spec.Path.Value, "`\"")
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	return imports
}

func (p *pkg) add(f *file) {
	p.files = append(p.files, f)
	for _, decl := range f.ast.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			name := decl.Name.Name
			if receiver := receiverName(decl); receiver != "" {
				name = receiver + "." + name
			}
			p.decls[name] = &declared{f, decl}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					p.decls[spec.Name.Name] = &declared{f, spec}
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						p.decls[name.Name] = &declared{f, spec}
					}
				}
			}
		}
	}
}

// receiverName is the name of the type that a method belongs to, or empty.
func receiverName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	return typeName(decl.Recv.List[0].Type)
}

// typeName is the name of a type of this package, behind pointers and with type arguments or without.
func typeName(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.StarExpr:
		return typeName(expr.X)
	case *ast.ParenExpr:
		return typeName(expr.X)
	case *ast.IndexExpr:
		return typeName(expr.X)
	case *ast.IndexListExpr:
		return typeName(expr.X)
	}
	return ""
}

// declaredName is a function as people write it: `(*Hub).run`, `New`.
func declaredName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return decl.Name.Name
	}
	name := typeName(decl.Recv.List[0].Type)
	if _, pointer := decl.Recv.List[0].Type.(*ast.StarExpr); pointer {
		return "(*" + name + ")." + decl.Name.Name
	}
	return name + "." + decl.Name.Name
}

// text is the source of a node on one line, without comments.
func (p *pkg) text(f *file, node ast.Node) string {
	return strings.Join(p.lines(f, node.Pos(), node.End()), " ")
}

// lines are the source between two positions without comments, each trimmed, empty ones left out.
func (p *pkg) lines(f *file, from, to token.Pos) []string {
	base := p.fset.File(f.ast.FileStart)
	begin, end := base.Offset(from), min(base.Offset(to), len(f.source))
	source := append([]byte(nil), f.source[begin:end]...)
	for _, group := range f.ast.Comments {
		for _, comment := range group.List {
			first := max(base.Offset(comment.Pos())-begin, 0)
			last := min(base.Offset(comment.End())-begin, len(source))
			for i := first; i < last; i++ {
				if source[i] != '\n' {
					source[i] = ' '
				}
			}
		}
	}
	var lines []string
	for _, line := range strings.Split(string(source), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
