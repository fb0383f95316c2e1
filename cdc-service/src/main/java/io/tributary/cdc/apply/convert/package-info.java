/** Turns rows of a source without PostgreSQL's types into rows of the target; pure. */
package io.tributary.cdc.apply.convert;
