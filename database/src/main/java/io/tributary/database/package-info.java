/** Opens sessions of PostgreSQL, runs statements in them and tells their failures apart. */
package io.tributary.database;
