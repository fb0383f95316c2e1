/** Change events: what a record of a change topic says, decoded into values. */
@NullMarked
package io.tributary.common.change;

import org.jspecify.annotations.NullMarked;
