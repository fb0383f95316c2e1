/** Shares the sources of all migrations among the instances of a service by a consumer group. */
@NullMarked
package io.tributary.kafka.share;

import org.jspecify.annotations.NullMarked;
