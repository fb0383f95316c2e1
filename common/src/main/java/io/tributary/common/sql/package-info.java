/** What every SQL statement of Tributary needs: quoting. */
package io.tributary.common.sql;
