/** What a change of sides and a rehearsal have come to, as spans of a trace. */
@NullMarked
package io.tributary.orchestrator.trace;

import org.jspecify.annotations.NullMarked;
