/** Queries of applications that a rehearsal times at both sides. */
@NullMarked
package io.tributary.common.plan.query;

import org.jspecify.annotations.NullMarked;
