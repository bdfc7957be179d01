import { Controller, Get, UseGuards } from '@nestjs/common';
import { AdminGuard } from './access/admin.guard.js';
import { ADMIN_API } from './openapi.js';

@Controller('admin')
@UseGuards(AdminGuard)
export class OpenApiController {
  @Get('openapi.json')
  document(): object {
    return ADMIN_API;
  }
}
