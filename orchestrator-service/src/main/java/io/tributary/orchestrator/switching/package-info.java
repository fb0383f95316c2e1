/**
 * Performs switch actions, which point the applications at the target, and looks beforehand whether
 * each could be performed.
 */
package io.tributary.orchestrator.switching;
