/** Follows changes of a source's schema, one follower for each kind of source. */
package io.tributary.cdc.apply.follow;
