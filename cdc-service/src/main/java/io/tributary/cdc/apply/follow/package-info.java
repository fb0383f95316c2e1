/** Follows changes of a source's schema, one follower for each kind of source. */
@NullMarked
package io.tributary.cdc.apply.follow;

import org.jspecify.annotations.NullMarked;
