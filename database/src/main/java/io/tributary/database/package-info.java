/** Opens sessions of PostgreSQL, runs statements in them and tells their failures apart. */
@NullMarked
package io.tributary.database;

import org.jspecify.annotations.NullMarked;
