/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "cli/command.h"

/** Prints what a command does, its options and examples. */
void ty_print_command_help(const TyCommand *command);
/** Prints the list of commands. */
void ty_print_overview(void);
/** Prints a man page in man(7) form / a bash completion script, both made from the option tables.
 */
void ty_print_man(void);
void ty_print_completion(void);
