/** Looks into PostgreSQL servers that are sources. */
@NullMarked
package io.tributary.checks.server;

import org.jspecify.annotations.NullMarked;
