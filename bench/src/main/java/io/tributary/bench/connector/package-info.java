/** Drives a connector's task as a worker does, without a worker. */
@NullMarked
package io.tributary.bench.connector;

import org.jspecify.annotations.NullMarked;
