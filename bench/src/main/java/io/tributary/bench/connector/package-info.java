/** Drives a connector's task as a worker does, without a worker. */
package io.tributary.bench.connector;
