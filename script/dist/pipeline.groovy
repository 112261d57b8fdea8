// Runs a declarative Jenkinsfile without Jenkins: its shell steps for real, its reports as a check that they are there.
// It knows what ci-templates/Jenkinsfile uses, and refuses every other word, as Jenkins would one that is no step.
//   groovy pipeline.groovy JENKINSFILE WORKSPACE     ends with the exit code of the build
class Pipeline {
    File workspace
    int code = 0
    boolean always = false
    Map<String, String> variables = [:]
    List<String> where = []

    // The parts of a pipeline, each with the one that it stands in.
    static final Map<String, List<String>> PARTS = [
        pipeline: [''], agent: ['pipeline'], options: ['pipeline'], environment: ['pipeline'], stages: ['pipeline'], post: ['pipeline'],
        docker: ['agent'], stage: ['stages'], steps: ['stage'], always: ['post']]

    Map getEnv() { [WORKSPACE: workspace.path] }

    void setProperty(String name, Object value) {
        if (name in ['code', 'always', 'workspace']) {
            metaClass.setProperty(this, name, value)
        } else if (where && where.last() == 'environment') {
            variables[name] = value.toString()
        } else {
            throw new MissingPropertyException("${name}: set outside of environment")
        }
    }

    Object methodMissing(String name, Object arguments) {
        def body = arguments ? arguments.last() : null
        String around = where ? where.last() : ''
        if (!(body instanceof Closure) || !(around in PARTS[name])) {
            throw new IllegalStateException("${name}: no part or step of ${around ?: 'a Jenkinsfile'}")
        }
        if (name == 'steps' && code != 0) {
            return null
        }
        where << name
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body.call()
        where.remove(where.size() - 1)
        return null
    }

    void inside(String part) {
        if (!where || where.last() != part) {
            throw new IllegalStateException("a step of ${part} stands in ${where}")
        }
    }

    Object image(String name) { inside('docker'); println "image: ${name}" }

    Object timeout(Map limit) { inside('options'); assert limit.time > 0 && limit.unit == 'MINUTES' }

    Object sh(String script) {
        inside('steps')
        def builder = new ProcessBuilder('sh', '-xe', '-c', script).directory(workspace).inheritIO()
        builder.environment().putAll(variables)
        code = builder.start().waitFor()
    }

    Object junit(Map options) { inside('always'); kept([options.testResults]) }

    Object archiveArtifacts(Map options) { inside('always'); kept(options.artifacts.split(',') as List) }

    void kept(List<String> names) {
        names.each { println "kept: ${it} ${new File(workspace, it).isFile() ? 'is there' : 'MISSING'}" }
    }
}

def pipeline = new Pipeline(workspace: new File(args[1]).absoluteFile)
def script = new GroovyShell(new Binding()).parse(new File(args[0]))
script.metaClass.methodMissing = { String name, arguments -> pipeline.methodMissing(name, arguments) }
script.run()
System.out.flush()
System.exit(pipeline.code)
