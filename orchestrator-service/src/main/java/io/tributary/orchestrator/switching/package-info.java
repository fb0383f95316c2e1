/**
 * Performs switch actions, which point the applications at the target, and looks beforehand whether
 * each could be performed.
 */
@NullMarked
package io.tributary.orchestrator.switching;

import org.jspecify.annotations.NullMarked;
