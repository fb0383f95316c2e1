/** Migrations between servers of several versions of PostgreSQL, and fail-overs of servers. */
package io.tributary.local.version;
