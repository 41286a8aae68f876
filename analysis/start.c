#include "analysis/start.h"

#include <gsl/gsl_errno.h>

void analysis_start(void)
{
    gsl_set_error_handler_off();
}
