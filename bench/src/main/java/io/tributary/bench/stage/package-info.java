/** What every benchmark runs on: two PostgreSQL servers, the table, and Tributary's processes. */
package io.tributary.bench.stage;
