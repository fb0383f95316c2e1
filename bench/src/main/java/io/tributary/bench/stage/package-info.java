/** What every benchmark runs on: two PostgreSQL servers, the table, and Tributary's processes. */
@NullMarked
package io.tributary.bench.stage;

import org.jspecify.annotations.NullMarked;
