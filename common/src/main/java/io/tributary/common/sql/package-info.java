/** What every SQL statement of Tributary needs: quoting, and settings by which values are read. */
package io.tributary.common.sql;
