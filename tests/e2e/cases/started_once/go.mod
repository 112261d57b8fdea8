module example.com/started_once

go 1.24
