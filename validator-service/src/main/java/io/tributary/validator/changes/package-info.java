/** Reads from a change topic which rows changed since their table was last found equal. */
package io.tributary.validator.changes;
