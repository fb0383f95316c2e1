/** Tells each change of sides, and each rehearsal of one, as one trace over all services. */
@NullMarked
package io.tributary.tracing;

import org.jspecify.annotations.NullMarked;
