/** Decides, as a pure function of what was observed, whether a cutover may begin. */
package io.tributary.orchestrator.gate;
