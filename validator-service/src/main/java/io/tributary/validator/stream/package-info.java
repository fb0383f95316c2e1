/** Follows a change topic to know which rows changed since their table was last found equal. */
package io.tributary.validator.stream;
