/** Watches the sources of each migration: passes over all tables, and proof behind the fence. */
package io.tributary.validator.watch;
