// openapi_subset.js FILE: GitHub's OpenAPI description, cut down to the calls that leakgate makes
// (the whole one takes a minute to load), with GitHub's own media type for answers, which the
// description leaves out and prism would refuse with 406.
const fs = require("fs");
const whole = require("@octokit/openapi/generated/api.github.com.json");

const wanted = [
  /\/issues\/\{issue_number\}\/comments$/,
  /\/issues\/comments/,
  /\/repos\/\{owner\}\/\{repo\}\/pulls$/,
  /\/pulls\/\{pull_number\}/,
  /\/pulls\/comments/,
  /\/check-runs/,
  /^\/user$/,
];
const part = {
  openapi: whole.openapi,
  info: whole.info,
  servers: whole.servers,
  paths: {},
  components: {},
};
for (const path in whole.paths) {
  if (wanted.some((one) => one.test(path))) part.paths[path] = whole.paths[path];
}

const seen = new Set();
function addReferences(node) {
  if (node === null || typeof node !== "object") return;
  if (typeof node.$ref === "string" && !seen.has(node.$ref)) {
    seen.add(node.$ref);
    const [, , kind, name] = node.$ref.split("/");
    part.components[kind] ??= {};
    part.components[kind][name] = whole.components[kind][name];
    addReferences(whole.components[kind][name]);
  }
  Object.values(node).forEach(addReferences);
}
addReferences(part.paths);

for (const operations of Object.values(part.paths)) {
  for (const operation of Object.values(operations)) {
    for (let answer of Object.values(operation.responses || {})) {
      if (answer.$ref) answer = part.components.responses[answer.$ref.split("/").pop()];
      const json = answer.content && answer.content["application/json"];
      if (json) answer.content["application/vnd.github+json"] ??= json;
    }
  }
}
fs.writeFileSync(process.argv[2], JSON.stringify(part));
