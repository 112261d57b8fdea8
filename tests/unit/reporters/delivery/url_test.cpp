#include "reporters/delivery/url.hpp"

#include <doctest/doctest.h>

#include <string>

using leakgate::from_url_segment;
using leakgate::is_plain_address;
using leakgate::markdown_link_target;
using leakgate::url_on_same_server;
using leakgate::url_segment;

TEST_CASE("url: a segment of a path holds nothing that ends it")
{
  CHECK(url_segment("group/my project") == "group%2Fmy%20project");
  CHECK(url_segment("a-b._~Z9") == "a-b._~Z9");
  CHECK(url_segment("..?#%\n\xC3\xA9") == "..%3F%23%25%0A%C3%A9");
  CHECK(from_url_segment("a%2Fb%0a") == "a/b\n");
  CHECK_FALSE(from_url_segment("a%2"));
  CHECK_FALSE(from_url_segment("%zz"));
  CHECK_FALSE(from_url_segment("%+1"));
}

TEST_CASE("url: addresses on the same server are taken")
{
  const std::string here = "https://api.example.com/repos?page=1";
  CHECK(url_on_same_server(here, "https://api.example.com/repos?page=2") ==
        "https://api.example.com/repos?page=2");
  CHECK(url_on_same_server(here, "https://API.example.com:443/x") ==
        "https://API.example.com:443/x");
  CHECK(url_on_same_server(here, "/repositories/1/x?a=b&c=%20") ==
        "https://api.example.com/repositories/1/x?a=b&c=%20");
  CHECK(url_on_same_server(here, "https://api.example.com/x#part") == "https://api.example.com/x");
  CHECK(url_on_same_server("http://[::1]:80/a", "http://[::1]/b") == "http://[::1]/b");
}

TEST_CASE("url: addresses elsewhere, or perhaps elsewhere, are not")
{
  const std::string here = "https://api.example.com/repos";
  for (const char* there :
       {"", "https://evil.example/x", "http://api.example.com/x", "https://api.example.com:444/x",
        "//evil.example/x", "https://api.example.com@evil.example/x",
        "https://user@api.example.com/x", "https://api.example.com.evil.example/",
        "https://api.example.com\\@evil.example/x", "/\\evil.example/", "file:///etc/passwd",
        "https://", "https:///x", "x", "?page=2", "https://api.example.com/a b",
        "https://api.example.com/\r\nHost: x", "/\xC3\xA9"}) {
    CAPTURE(there);
    CHECK_FALSE(url_on_same_server(here, there));
  }
}

TEST_CASE("url: a link in Markdown can only be http or https, and cannot be ended")
{
  CHECK(markdown_link_target("https://github.com/o/r/actions/runs/7?a=1&b=2") ==
        "(https://github.com/o/r/actions/runs/7?a=1&amp;b=2)");
  for (const char* url :
       {"", "javascript:alert(1)", "https://x.example/)[a](b", "https://x.example/<b>",
        "https://x.example/a b", "https://x.example/\n", "https://@evil/",
        "https://x.example/\"t\"", "data:text/html,x", "ftp://x.example/"}) {
    CAPTURE(url);
    CHECK(markdown_link_target(url).empty());
    CHECK_FALSE(is_plain_address(url));
  }
  CHECK(is_plain_address("http://gitlab.example.com:8443/api/v4/"));
  CHECK(markdown_link_target("https://x.example/" + std::string(3000, 'a')).empty());
}
