// G01 to G18: the config. The examples are YAML.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kConfig[] = {
    {.code = "G01",
     .title = "a config that cannot be read",
     .level = "error",
     .meaning = "The config, or a file that it includes, is missing, is no file, may not be read, or is too large. That "
                "the directory of a pattern in `include` is missing is a warning.",
     .why = "The server does not start, or goes on with the config that it has.",
     .wrong = R"(# bailiwick check --config /etc/bailiwik/bailiwick.yaml
)",
     .mended = R"(# bailiwick check --config /etc/bailiwick/bailiwick.yaml
)",
     .rfc = ""},
    {.code = "G02",
     .title = "text that is no YAML",
     .level = "error",
     .meaning = "The syntax is broken, or uses what a config does not need: anchors, tags, several documents.",
     .why = "Nothing in the file can be trusted then.",
     .wrong = R"(listen: [192.0.2.1
)",
     .mended = R"(listen: [192.0.2.1]
)",
     .rfc = "YAML 1.2"},
    {.code = "G03",
     .title = "an unknown key",
     .level = "error",
     .meaning = "There is no option of this name; mostly it is misspelt. A name of the release before, which is still "
                "read, is a warning.",
     .why = "The value would be ignored in silence.",
     .wrong = R"(lisen: [192.0.2.1]
)",
     .mended = R"(listen: [192.0.2.1]
)",
     .rfc = ""},
    {.code = "G04",
     .title = "a key twice",
     .level = "error",
     .meaning = "The same option is given twice, in one file or in two.",
     .why = "Which of the two holds would be a matter of chance.",
     .wrong = R"(workers: 2
workers: 4
)",
     .mended = R"(workers: 4
)",
     .rfc = ""},
    {.code = "G05",
     .title = "a value of the wrong type",
     .level = "error",
     .meaning = "A list stands where a number belongs, or text, or nothing.",
     .why = "There is no good guess at what was meant.",
     .wrong = R"(workers: [2]
)",
     .mended = R"(workers: 2
)",
     .rfc = ""},
    {.code = "G06",
     .title = "a value out of range",
     .level = "error",
     .meaning = "A number or duration is too small or too large, or a text too long.",
     .why = "The server would not do what the number says.",
     .wrong = R"(workers: -1
)",
     .mended = R"(workers: 2
)",
     .rfc = ""},
    {.code = "G07",
     .title = "a value that is none of the choices",
     .level = "error",
     .meaning = "The option takes one of a few words, and this is none of them.",
     .why = "There is no good guess at what was meant.",
     .wrong = R"(log: {level: loud}
)",
     .mended = R"(log: {level: info}
)",
     .rfc = ""},
    {.code = "G08",
     .title = "no address",
     .level = "error",
     .meaning = "An address or port cannot be read.",
     .why = "The server could not listen there.",
     .wrong = R"(listen: [192.0.2.300]
)",
     .mended = R"(listen: [192.0.2.1]
)",
     .rfc = "RFC 4291 section 2.2"},
    {.code = "G09",
     .title = "an address twice",
     .level = "error",
     .meaning = "The same address and port is listened on twice.",
     .why = "The second would fail with `address in use`.",
     .wrong = R"(listen: [192.0.2.1, 192.0.2.1]
)",
     .mended = R"(listen: [192.0.2.1]
)",
     .rfc = ""},
    {.code = "G10",
     .title = "no zone name",
     .level = "error",
     .meaning = "The name of a zone, in the config or as the name of a file in zones-directory, cannot be read: empty "
                "labels, or too long. Such a file is not loaded; the others are.",
     .why = "No zone can have it.",
     .wrong = R"(zones: [example..com]
)",
     .mended = R"(zones: [example.com]
)",
     .rfc = "RFC 1035 section 2.3.4"},
    {.code = "G11",
     .title = "a zone twice",
     .level = "error",
     .meaning = "The config names the same zone twice, or two files in zones-directory are named after it. Of such "
                "files a start takes the one that is written in lower case, and a running server keeps what it serves.",
     .why = "Which of the two would be served would be a matter of chance.",
     .wrong = R"(zones: [example.com, example.com]
)",
     .mended = R"(zones: [example.com]
)",
     .rfc = ""},
    {.code = "G12",
     .title = "a folder of zones that cannot be used",
     .level = "error",
     .meaning = "zones-directory is missing or cannot be read. That it holds no zone file yet is a warning.",
     .why = "Its zones are not known: a running server keeps those that it serves.",
     .wrong = R"(zones-directory: /etc/bailiwick/zoens
)",
     .mended = R"(zones-directory: /etc/bailiwick/zones
)",
     .rfc = ""},
    {.code = "G13",
     .title = "something needed that is missing",
     .level = "error",
     .meaning = "A list is empty, or a zone has no name.",
     .why = "There is no good guess at what was meant.",
     .wrong = R"(listen: []
)",
     .mended = R"(listen: [192.0.2.1]
)",
     .rfc = ""},
    {.code = "G14",
     .title = "a registry profile with a mistake",
     .level = "error",
     .meaning = "A file in registries-directory cannot be understood.",
     .why = "The rules that it was to bring would not be looked at.",
     .wrong = R"(# in a profile: ns_max: many
)",
     .mended = R"(# in a profile: ns_max: 13
)",
     .rfc = ""},
    {.code = "G15",
     .title = "a folder of registry profiles that cannot be used",
     .level = "error",
     .meaning = "registries-directory is missing or cannot be read.",
     .why = "The rules that it was to bring would not be looked at.",
     .wrong = R"(# registries-directory: /etc/bailiwick/registires
)",
     .mended = R"(# registries-directory: /etc/bailiwick/registries
)",
     .rfc = ""},
    {.code = "G16",
     .title = "a secret of DNS cookies that is none",
     .level = "error",
     .meaning =
         "The file of cookies.secret-file, or cookie-secret in state-directory, cannot be read, or has no secret of "
         "32 hexadecimal digits on a line of its own, or more than three. A warning: every user can read it, or "
         "you cannot.",
     .why =
         "The secret of before goes on, or at the start one that is lost at the end: servers that are meant to share "
         "a secret then take each other's cookies for forged.",
     .wrong = R"(# in the file: e5e973e5a6b2a43f
)",
     .mended = R"(# in the file: e5e973e5a6b2a43f48e7dc849e37bfcf
)",
     .rfc = "RFC 9018 section 5"},
    {.code = "G17",
     .title = "a user that does not exist",
     .level = "error",
     .meaning =
         "The server is to become a user that is not known on this machine. Where the server would not be started "
         "as root, or the config names none, it is a warning.",
     .why = "Started as root, the server would not start.",
     .wrong = R"(# user: bailiwik
)",
     .mended = R"(# user: bailiwick
)",
     .rfc = ""},
    {.code = "G18",
     .title = "an address that this machine does not have",
     .level = "warning",
     .meaning = "An address of listen or metrics.listen is on no interface of this machine. Behind NAT, write the "
                "private address that the public one is translated to. If the server runs on another machine, or the "
                "address comes later (VRRP), ignore the warning.",
     .why = "Queries to the address get no answer until an interface has it. A running server keeps its previous "
            "addresses until then; if no address of listen is on the machine, the server does not start.",
     .wrong = R"(# listen: [192.0.2.99]
)",
     .mended = R"(# listen: [192.0.2.1]
)",
     .rfc = ""},
};

}  // namespace

std::span<const Explanation> explain_config() {
  return kConfig;
}

}  // namespace bailiwick::check
