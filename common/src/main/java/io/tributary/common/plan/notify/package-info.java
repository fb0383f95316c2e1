/** Who is told by webhook of what happens to a migration. */
@NullMarked
package io.tributary.common.plan.notify;

import org.jspecify.annotations.NullMarked;
