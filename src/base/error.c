/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/base.h>

GQuark ty_error_quark(void) { return g_quark_from_static_string("ty-error"); }

static const struct {
  const char *sentence;
  int exit_code;
} errors[TY_N_ERRORS] = {
    [TY_ERROR_NOT_FOUND] = {"What was asked for is not there", 1},
    [TY_ERROR_INFEASIBLE] = {"No answer can satisfy all the wishes", 1},
    [TY_ERROR_USAGE] = {"The call or the command line is not well formed", 2},
    [TY_ERROR_INPUT] = {"The input is there but not as it must be", 3},
    [TY_ERROR_ENCODING] = {"The bytes are not text in any known encoding", 3},
    [TY_ERROR_MISSING] = {"An input file cannot be opened", 3},
    [TY_ERROR_DAMAGED] = {"The atlas is not an atlas, or is damaged", 4},
    [TY_ERROR_SYSTEM] = {"The disk, the memory or a library failed", 5},
    [TY_ERROR_CANCELLED] = {"The user stopped the work", 5},
};

const char *ty_error_sentence(TyErrorCode code) {
  g_return_val_if_fail(code < TY_N_ERRORS, NULL);
  return errors[code].sentence;
}

int ty_error_exit_code(const GError *error) {
  if (!error)
    return 0;
  if (error->domain != TY_ERROR || error->code < 0 || error->code >= TY_N_ERRORS)
    return 5;
  return errors[error->code].exit_code;
}
