/** Decides, as a pure function of what was observed, whether a cutover may begin. */
@NullMarked
package io.tributary.orchestrator.gate;

import org.jspecify.annotations.NullMarked;
