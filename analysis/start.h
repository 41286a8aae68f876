/* start: what the room `analysis` needs once, before any of its functions is called. */
#ifndef ANALYSIS_START_H
#define ANALYSIS_START_H

/* Takes from GSL the habit of ending the process: every status is looked at instead. */
void analysis_start(void);

#endif
