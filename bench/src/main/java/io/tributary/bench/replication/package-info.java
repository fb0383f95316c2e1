/** Who can keep the target's table in step with the source's: Tributary and its peers. */
package io.tributary.bench.replication;
