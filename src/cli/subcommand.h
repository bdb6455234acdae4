// A subcommand as plain data, so that its file needs no argument parser: cli.cc makes the parser and the help of these.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::cli {

// What was given on the command line, by the option's name; what was left out has its default, else it is empty.
using Arguments = std::map<std::string, std::string, std::less<>>;

struct Option {
  std::string name;           // "--config", or "NAME" for one that is told by its position (then optional)
  std::string value;          // what stands for its value in the help, e.g. "FILE"; empty: a switch, "1" if given
  std::string help;           // one sentence
  std::string default_value;  // as typed
  std::vector<std::string> choices;  // all that is allowed; empty: anything
  std::string bare_value = {};       // what it is when given without a value; empty: it needs one
  bool many = false;                 // by position, any number of them: joined by line feeds
};

struct Subcommand {
  std::string name;
  std::string summary;  // one line in the list of subcommands
  std::string details;  // below the options in its own help: examples, exit codes
  std::vector<Option> options;
  int (*run)(const Arguments& arguments) = nullptr;  // returns the exit code
};

// All subcommands, in the order of the help.
std::span<const Subcommand> subcommands();

// The option that says where the config is, the same in every subcommand.
Option config_option();

}  // namespace bailiwick::cli
