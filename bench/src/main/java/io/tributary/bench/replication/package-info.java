/** Who can keep the target's table in step with the source's: Tributary and its peers. */
@NullMarked
package io.tributary.bench.replication;

import org.jspecify.annotations.NullMarked;
