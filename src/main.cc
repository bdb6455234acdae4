// The command `bailiwick`.
#include "cli/cli.h"

int main(int argc, char** argv) {
  return bailiwick::cli::run(argc, argv);
}
