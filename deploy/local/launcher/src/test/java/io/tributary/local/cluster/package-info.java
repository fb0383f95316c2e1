/** A Kafka of the operator's own: several brokers and Connect workers, of which some die. */
@NullMarked
package io.tributary.local.cluster;

import org.jspecify.annotations.NullMarked;
