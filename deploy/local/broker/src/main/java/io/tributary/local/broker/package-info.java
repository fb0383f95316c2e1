/** A real Kafka broker for one machine: in this JVM for tests, as a process for the local stack. */
@NullMarked
package io.tributary.local.broker;

import org.jspecify.annotations.NullMarked;
